"""The exception of a row's validators."""


class Wrong(ValueError):
    """The exception of a row's validator for a value that has the right type and is still wrong.
    `message` and `hint` are worded as in `generator.problems`. In a validator of the whole row,
    `field` (`text`, `items.2`) names the value."""

    def __init__(self, message: str, hint: str = "", field: str = "", rule: str = "value") -> None:
        super().__init__(message)
        self.message, self.hint, self.field, self.rule = message, hint, field, rule
