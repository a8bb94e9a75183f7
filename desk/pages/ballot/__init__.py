"""The open ballot of a dossier: who may vote, who has, what is still needed."""
