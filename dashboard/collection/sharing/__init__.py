"""What people share: frozen views, saved views, and who may see what."""
