declare module 'subset-font' {
	/**
	 * The font with only the glyphs of these characters, their ligatures and joining forms included.
	 */
	function subsetFont(
		font: Buffer,
		characters: string,
		options: { targetFormat: 'truetype' | 'woff2'; noHinting?: boolean },
	): Promise<Buffer>
	export = subsetFont
}
