"""What the programme tells everybody: news, bulletins, calls, and answers to what people ask."""
