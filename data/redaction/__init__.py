"""What may tell who somebody is, found in a transcript and taken out by people.

Nothing here decides by itself: strings are proposed, a person decides, another person reads, and a
random sample is looked at. What comes out is a redacted text with a stated bound, and no more.
"""
