/** Shades of colours as other whiteboards name them: `light-violet`, `dark_blue`, `green_light`. */
const SHADE = /^(light|dark|pale|bright)[-_ ]|[-_ ](light|dark)$/
const HEX = /^#?([\da-f]{6})([\da-f]{2})?$/

/** The CSS colour that a colour of a file has; undefined for a name that browsers do not know. */
export function swatchOf(name: string): string | undefined {
	const colour = name.trim().toLowerCase()
	const [, digits] = HEX.exec(colour) ?? []
	if (digits !== undefined) return `#${digits}`
	const plain = colour.replace(SHADE, '')
	return [colour.replace(/[-_ ]/g, ''), plain].find((one) => /^[a-z]+$/.test(one) && CSS.supports('color', one))
}
