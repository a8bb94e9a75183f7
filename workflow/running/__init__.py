"""What happens to one dossier: may this be done, by whom, and where does it stand then."""
