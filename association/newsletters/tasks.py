"""What the worker does for newsletters."""

from django_tasks import task

from association.newsletters.subscribing.answering import send_request_mail


@task(backend="noaber", queue_name="mail")
def answer_requests() -> None:
    """Answer what people asked on the site."""
    send_request_mail()
