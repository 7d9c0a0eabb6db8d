"""The screens of the community's resources and its gaps."""
