import type { OpenedDocument } from '../boardParts/documents/OpenedDocument.ts'

/** The texts of the pages that were read, by number. */
export type PageTexts = Map<number, string>

/** Returns a text as it is compared: without differences of case and of white space. */
function comparable(text: string): string {
	return text.replace(/\s+/g, ' ').toLocaleLowerCase()
}

/**
 * Returns the page of each match of a query, in order. Pages are read once, one after the other;
 * rejects with the reason of the signal if it is aborted.
 */
export async function searchDocument(
	opened: Pick<OpenedDocument, 'pages' | 'page'>,
	query: string,
	{ texts, signal }: { texts: PageTexts; signal: AbortSignal },
): Promise<number[]> {
	const wanted = comparable(query).trim()
	const matches: number[] = []
	for (let number = 1; number <= opened.pages; number++) {
		signal.throwIfAborted()
		const text = texts.get(number) ?? comparable(await textOfPage(opened, number))
		texts.set(number, text)
		for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) matches.push(number)
	}
	signal.throwIfAborted()
	return matches
}

/** Returns the text of a page; a page that cannot be read has none. */
export async function textOfPage(opened: Pick<OpenedDocument, 'page'>, number: number): Promise<string> {
	try {
		return await (await opened.page(number)).text()
	} catch {
		return ''
	}
}

/** Returns the ranges of a query in the text layer of a page. */
export function matchesIn(layer: Node, query: string): Range[] {
	const wanted = query.toLocaleLowerCase().trim()
	if (wanted === '') return []
	const walker = layer.ownerDocument?.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
	const ranges: Range[] = []
	for (let node = walker?.nextNode(); node; node = walker?.nextNode()) {
		const text = (node.nodeValue ?? '').toLocaleLowerCase()
		for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
			const range = new Range()
			range.setStart(node, at)
			range.setEnd(node, at + wanted.length)
			ranges.push(range)
		}
	}
	return ranges
}
