namespace Svar.Mail.Tests.Messages.Foreign;

/// <summary>Programs that read every mail of a folder and write what they saw as one JSON object a line, in the order of the names.</summary>
internal static class ForeignScripts
{
    public const string Python =
        """
        import sys, os, json, hashlib, email, email.policy
        def utf8(text):
            return text.encode('utf-8', 'surrogateescape').decode('utf-8')
        def people(m, name):
            return [[utf8(a.display_name), utf8(a.addr_spec)] for a in m[name].addresses] if m[name] else []
        def ids(m, name):
            return [i.strip('<>') for i in str(m[name] or '').split()]
        for name in sorted(os.listdir(sys.argv[1])):
            with open(os.path.join(sys.argv[1], name), 'rb') as f:
                m = email.message_from_binary_file(f, policy=email.policy.default)
            body, html = m.get_body(('plain',)), m.get_body(('html',))
            files = []
            for p in m.walk():
                if not p.is_multipart() and p is not body and p is not html:
                    b = p.get_payload(decode=True)
                    files.append([p.get_filename() or '', p.get_content_type(), p.get_content_disposition() == 'inline', (p['Content-ID'] or '').strip('<>'), len(b), hashlib.sha256(b).hexdigest()])
            print(json.dumps({
                'subject': str(m['Subject'] or ''), 'from': people(m, 'From'), 'to': people(m, 'To'), 'cc': people(m, 'Cc'), 'replyTo': people(m, 'Reply-To'),
                'id': ' '.join(ids(m, 'Message-ID')), 'inReplyTo': ' '.join(ids(m, 'In-Reply-To')), 'references': ids(m, 'References'),
                'date': m['Date'].datetime.isoformat(), 'text': body.get_content() if body else None, 'html': html.get_content() if html else None, 'files': files,
                'defects': [str(d) for p in m.walk() for d in p.defects] + [str(d) for p in m.walk() for h in p.values() for d in h.defects],
            }))
        """;

    public const string Gmime =
        """
        import sys, os, json, hashlib, gi
        gi.require_version('GMime', '3.0')
        from gi.repository import GMime
        GMime.init()
        def people(m, kind):
            l = m.get_addresses(kind)
            return [[l.get_address(i).get_name() or '', l.get_address(i).get_idn_addr()] for i in range(l.length())]
        def ids(text):
            return [i.strip('<>') for i in (text or '').split()]
        def leaves(o):
            if isinstance(o, GMime.Multipart):
                for i in range(o.get_count()):
                    yield from leaves(o.get_part(i))
            else:
                yield o
        def content(p):
            out = GMime.StreamMem.new()
            p.get_content().write_to_stream(out)
            return bytes(out.get_byte_array() or b'')
        for name in sorted(os.listdir(sys.argv[1])):
            with open(os.path.join(sys.argv[1], name), 'rb') as f:
                stream = GMime.StreamMem.new_with_buffer(f.read())
            m = GMime.Parser.new_with_stream(stream).construct_message(None)
            words, files = {}, []
            for p in leaves(m.get_mime_part()):
                kind = p.get_content_type().get_mime_type()
                if kind in ('text/plain', 'text/html') and not p.get_disposition() and not p.get_filename() and kind not in words:
                    words[kind] = p.get_text()
                else:
                    b = content(p)
                    files.append([p.get_filename() or '', kind, p.get_disposition() == 'inline', p.get_content_id() or '', len(b), hashlib.sha256(b).hexdigest()])
            kinds = GMime.AddressType
            date = m.get_date()
            print(json.dumps({
                'subject': m.get_subject() or '', 'from': people(m, kinds.FROM), 'to': people(m, kinds.TO), 'cc': people(m, kinds.CC), 'replyTo': people(m, kinds.REPLY_TO),
                'id': m.get_message_id(), 'inReplyTo': ' '.join(ids(m.get_header('In-Reply-To'))), 'references': ids(m.get_header('References')),
                'date': date.format('%Y-%m-%dT%H:%M:%S%:z'), 'text': words.get('text/plain'), 'html': words.get('text/html'), 'files': files, 'defects': [],
            }))
        """;
}
