"""The proof of each event of a dossier, the receipt and the bundle for outsiders."""
