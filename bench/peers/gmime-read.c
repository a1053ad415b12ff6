/* Reads a file of mails, each with its length before it (4 bytes, little endian), again and again, by GMime.
   Usage: gmime-read FILE structure|text ROUNDS. Prints a line for each round: seconds of CPU, parts, characters. */
#include <gmime/gmime.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long parts, characters;
static int with_text;

static void count (GMimeObject *parent, GMimeObject *part, gpointer nothing)
{
  (void) parent;
  (void) nothing;
  parts++;
  if (!with_text || !GMIME_IS_TEXT_PART (part))
    return;
  char *text = g_mime_text_part_get_text ((GMimeTextPart *) part);
  if (text != NULL) {
    characters += (long) strlen (text);
    g_free (text);
  }
}

static void addresses (InternetAddressList *list)
{
  if (list == NULL)
    return;
  for (int i = 0; i < internet_address_list_length (list); i++) {
    const char *name = internet_address_get_name (internet_address_list_get_address (list, i));
    characters += name != NULL ? (long) strlen (name) : 0;
  }
}

static void read_one (const unsigned char *bytes, size_t length)
{
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer ((const char *) bytes, length);
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);
  if (message != NULL) {
    if (with_text) {
      const char *subject = g_mime_message_get_subject (message);
      characters += subject != NULL ? (long) strlen (subject) : 0;
      addresses (g_mime_message_get_from (message));
      addresses (g_mime_message_get_to (message));
      addresses (g_mime_message_get_cc (message));
      characters += g_mime_message_get_date (message) != NULL;
      const char *id = g_mime_message_get_message_id (message);
      characters += id != NULL ? (long) strlen (id) : 0;
      const char *references = g_mime_object_get_header (GMIME_OBJECT (message), "References");
      characters += references != NULL ? (long) strlen (references) : 0;
    }
    g_mime_message_foreach (message, count, NULL);
    g_object_unref (message);
  }
  g_object_unref (parser);
  g_object_unref (stream);
}

int main (int argc, char **argv)
{
  if (argc != 4)
    return 2;
  FILE *file = fopen (argv[1], "rb");
  if (file == NULL)
    return 1;
  fseek (file, 0, SEEK_END);
  size_t size = (size_t) ftell (file);
  rewind (file);
  unsigned char *all = malloc (size);
  if (all == NULL || fread (all, 1, size, file) != size)
    return 1;
  with_text = strcmp (argv[2], "text") == 0;
  g_mime_init ();
  for (int round = 0; round < atoi (argv[3]); round++) {
    parts = characters = 0;
    clock_t from = clock ();
    for (size_t at = 0; at < size;) {
      uint32_t length;
      memcpy (&length, all + at, 4);
      read_one (all + at + 4, length);
      at += 4 + (size_t) length;
    }
    printf ("%.4f %ld %ld\n", (double) (clock () - from) / CLOCKS_PER_SEC, parts, characters);
    fflush (stdout);
  }
  return 0;
}
