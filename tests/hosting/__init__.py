"""The dashboard as it is hosted: the image, the server and its end, several people and servers."""
