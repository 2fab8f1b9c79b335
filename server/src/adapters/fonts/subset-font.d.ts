declare module 'subset-font' {
	interface SubsetOptions {
		targetFormat: 'truetype' | 'woff2'
		noHinting?: boolean
		/** The value of each axis of a variable font. */
		variationAxes?: Record<string, number>
		keepAllGlyphs?: boolean
	}
	/**
	 * Returns the font with only the glyphs of these characters, including their ligatures and
	 * joining forms.
	 */
	function subsetFont(font: Buffer, characters: string | null, options: SubsetOptions): Promise<Buffer>
	export = subsetFont
}
