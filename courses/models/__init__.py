from courses.models.pages import Course, CourseIndexPage, Lesson
from courses.models.progress import CourseEnrolment, LessonProgress

__all__ = ["Course", "CourseEnrolment", "CourseIndexPage", "Lesson", "LessonProgress"]
