"""The screens of quality: findings beside the editor, and the reports."""
