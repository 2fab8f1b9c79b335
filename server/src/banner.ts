import { renderUnicodeCompact } from 'uqr'

/** What the person who starts the server reads: where it is, with a QR code for phones. */
export function banner(port: number, addresses: readonly string[]): string {
	const [best] = addresses
	const lines = ['', '  Charrette is running.', '', `  On this machine    http://localhost:${port}`]
	for (const address of addresses) lines.push(`  From elsewhere     ${address}`)
	if (best) lines.push('', indent(renderUnicodeCompact(best, { border: 2 })))
	lines.push('', '  Ctrl+C ends it.', '', '')
	return lines.join('\n')
}

function indent(text: string): string {
	return text.replace(/^/gm, '  ')
}
