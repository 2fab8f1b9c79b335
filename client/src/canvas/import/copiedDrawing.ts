/** Elements that were copied in Excalidraw, which puts them on the clipboard as JSON. */
export interface CopiedDrawing {
	/** The drawing as a file for the import dialog, which shows its name. */
	file: File
	/** Its texts, one per line, for a person who may not import drawings (IMP5). */
	texts: string
}

const START = /^\s*\{\s*"type"\s*:\s*"excalidraw\/clipboard"/

/** Returns the drawing on the clipboard; null if this text is none. */
export function readCopiedDrawing(text: string): CopiedDrawing | null {
	if (!START.test(text)) return null
	const elements = elementsIn(text)
	if (elements === null) return null
	const texts = elements.flatMap((element) =>
		typeof element?.text === 'string' ? element.text.replace(/\s+/g, ' ') : [],
	)
	return { file: new File([text], 'Excalidraw.excalidraw', { type: 'application/json' }), texts: texts.join('\n') }
}

function elementsIn(text: string): ({ text?: unknown } | null)[] | null {
	try {
		const { elements } = JSON.parse(text) as { elements?: unknown }
		return Array.isArray(elements) ? elements : null
	} catch {
		// A text that only begins like a drawing.
		return null
	}
}
