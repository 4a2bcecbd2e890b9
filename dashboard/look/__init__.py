"""What the product looks like: one table of colours for pages, component and charts."""
