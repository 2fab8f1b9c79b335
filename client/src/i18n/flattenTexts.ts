/** Texts as a file has them: nested by their keys. */
export interface Texts {
	[key: string]: string | Texts
}

/** Every text by its whole key, with dots between. */
export function flattenTexts(texts: Texts, path = ''): Map<string, string> {
	const flat = new Map<string, string>()
	for (const [key, inner] of Object.entries(texts)) {
		if (typeof inner === 'string') flat.set(`${path}${key}`, inner)
		else for (const [deeper, text] of flattenTexts(inner, `${path}${key}.`)) flat.set(deeper, text)
	}
	return flat
}
