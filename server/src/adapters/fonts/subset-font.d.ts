declare module 'subset-font' {
	/** The font with the glyphs of these characters alone, and what joins them. */
	function subsetFont(
		font: Buffer,
		characters: string,
		options: { targetFormat: 'truetype' | 'woff2'; noHinting?: boolean },
	): Promise<Buffer>
	export = subsetFont
}
