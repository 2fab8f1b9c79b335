/** A number as PDF writes it: without an exponent, and no finer than anybody sees. */
export function number(value: number): string {
	return String(Number(value.toFixed(3)))
}

/** Path data of a rectangle with round corners. */
export function rectPath(rect: { x: number; y: number; width: number; height: number; rx: number }): string {
	const { x, y, width, height } = rect
	const r = Math.min(rect.rx, width / 2, height / 2)
	if (r <= 0) return `M${x} ${y}h${width}v${height}h${-width}Z`
	const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`
	const [across, down] = [width - 2 * r, height - 2 * r]
	return `M${x + r} ${y}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}Z`
}

/** `rg` or `RG` with a colour of `#rrggbb`; null for what is no plain colour. */
export function colour(value: string, operator: 'rg' | 'RG'): string | null {
	const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(longForm(value)) ?? []
	if (!red || !green || !blue) return null
	return `${[red, green, blue].map((part) => number(Number.parseInt(part, 16) / 255)).join(' ')} ${operator}`
}

function longForm(value: string): string {
	return value.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
}
