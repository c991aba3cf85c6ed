"""A local web application to choose, edit, approve and take away pieces."""
