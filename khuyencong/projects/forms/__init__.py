"""What officers type about đề án: text in, values out."""
