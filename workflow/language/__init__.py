"""What a workflow file says, as frozen values, and where its acts can lead."""
