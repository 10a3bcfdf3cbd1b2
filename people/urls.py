from django.urls import path

from people.trail import views as trail
from people.views import acts, installation, persons, postings, roles, unit_editor, units

app_name = "people"
urlpatterns = [
    path("", persons.PersonListView.as_view(), name="person_list"),
    path("persons/<uuid:uuid>/", persons.PersonDetailView.as_view(), name="person_detail"),
    path("persons/<uuid:uuid>/pinyin/", persons.PersonPinyinView.as_view(), name="person_pinyin"),
    path("persons/<uuid:uuid>/unmask/", persons.PersonUnmaskView.as_view(), name="person_unmask"),
    path("persons/former/", postings.FormerListView.as_view(), name="person_former"),
    path("persons/<uuid:uuid>/posting/", postings.PersonPostView.as_view(), name="person_post"),
    path("persons/<uuid:uuid>/depart/", postings.PersonDepartView.as_view(), name="person_depart"),
    path("persons/<uuid:uuid>/reinstate/", postings.PersonReinstateView.as_view(), name="person_reinstate"),
    path("units/", units.UnitListView.as_view(), name="unit_list"),
    path("units/<str:code>/", units.UnitDetailView.as_view(), name="unit_detail"),
    path("units/<str:code>/open/", unit_editor.UnitOpenView.as_view(), name="unit_open"),
    path("units/<str:code>/rename/", unit_editor.UnitRenameView.as_view(), name="unit_rename"),
    path("units/<str:code>/liaison/", unit_editor.UnitLiaisonView.as_view(), name="unit_liaison"),
    path("units/<str:code>/describe/", unit_editor.UnitDescribeView.as_view(), name="unit_describe"),
    path("units/<str:code>/move/", unit_editor.UnitMoveView.as_view(), name="unit_move"),
    path("units/<str:code>/close/", unit_editor.UnitCloseView.as_view(), name="unit_close"),
    path("units/<str:code>/merge/", unit_editor.UnitMergeView.as_view(), name="unit_merge"),
    path("units/<str:code>/split/", unit_editor.UnitSplitView.as_view(), name="unit_split"),
    path("units/<str:code>/reorder/", unit_editor.UnitReorderView.as_view(), name="unit_reorder"),
    path("units/<str:code>/names/", unit_editor.UnitAliasAddView.as_view(), name="unit_alias_add"),
    path(
        "units/<str:code>/names/<int:pk>/remove/", unit_editor.UnitAliasRemoveView.as_view(), name="unit_alias_remove"
    ),
    path("setup/", installation.SetupView.as_view(), name="setup"),
    path("setup/finish/", installation.SetupFinishView.as_view(), name="setup_finish"),
    path("setup/<slug:key>/keep/", installation.SettingKeepView.as_view(), name="setting_keep"),
    path("admin/roles/", roles.RoleListView.as_view(), name="role_list"),
    path("admin/roles/grant/", roles.RoleGrantView.as_view(), name="role_grant"),
    path("admin/roles/<int:pk>/end/", roles.RoleEndView.as_view(), name="role_end"),
    path("admin/acts/", acts.ActListView.as_view(), name="act_list"),
    path("admin/acts/<str:code>/", acts.ActRuleSetView.as_view(), name="act_rule_set"),
    path("admin/audit/", trail.AuditListView.as_view(), name="audit_list"),
    path("admin/audit/export/", trail.AuditExportView.as_view(), name="audit_export"),
    path("admin/audit/<int:pk>/", trail.AuditDetailView.as_view(), name="audit_detail"),
]
