"""What a validator of a row raises."""


class Wrong(ValueError):
    """What a validator of a row raises when a value is of the right type and still wrong.

    `message` and `hint` are worded as in `generator.problems`. In a validator of the whole row
    `field` (`text`, `items.2`) says which value is meant.
    """

    def __init__(self, message: str, hint: str = "", field: str = "", rule: str = "value") -> None:
        super().__init__(message)
        self.message, self.hint, self.field, self.rule = message, hint, field, rule
