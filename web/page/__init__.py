"""What every page needs: wording, errors, headers, template tools and responses."""
