from cms.models.feedback import Feedback
from cms.models.pages import ArticlePage, Attachment, ColumnPage, Drawing, HomePage, Place, Zone

__all__ = ["ArticlePage", "Attachment", "ColumnPage", "Drawing", "Feedback", "HomePage", "Place", "Zone"]
