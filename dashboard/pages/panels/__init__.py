"""The charts of the workbench, one module each: controls, the figure, the same as a table."""
