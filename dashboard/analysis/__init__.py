"""A selection of a collection as frames for charts, and the mark that each row stands for.

Beside every frame stands a ``mark_of_...`` function: the mark it makes, put into the selection
that gave the frame, selects exactly as many mentions as the row's ``mentions`` says.
"""
