/** Formats a number in PDF syntax: without an exponent, rounded to thousandths. */
export function formatNumber(value: number): string {
	return String(Number(value.toFixed(3)))
}

/** Returns SVG path data of a rectangle with round corners. */
export function rectPath(rect: { x: number; y: number; width: number; height: number; rx: number }): string {
	const { x, y, width, height } = rect
	const r = Math.min(rect.rx, width / 2, height / 2)
	if (r <= 0) return `M${x} ${y}h${width}v${height}h${-width}Z`
	const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`
	const [across, down] = [width - 2 * r, height - 2 * r]
	return `M${x + r} ${y}h${across}${corner(r, r)}v${down}${corner(-r, r)}h${-across}${corner(-r, -r)}v${-down}${corner(r, -r)}Z`
}

/** Returns the `rg` or `RG` operator for a colour `#rrggbb` or `#rgb`; null for other values. */
export function colourOperator(value: string, operator: 'rg' | 'RG'): string | null {
	const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(longForm(value)) ?? []
	if (!red || !green || !blue) return null
	return `${[red, green, blue].map((part) => formatNumber(Number.parseInt(part, 16) / 255)).join(' ')} ${operator}`
}

function longForm(value: string): string {
	return value.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
}

type Point = readonly [x: number, y: number]

/** The number of arguments of each path command. */
const COUNTS: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 }
const TOKEN = /([a-zA-Z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/g

/**
 * Converts SVG path data (SVG 2, chapter 9) to PDF operators. PDF has only lines and cubic curves.
 */
export function pathOperators(d: string): string {
	const pen = new Pen()
	for (const [command, values] of readCommands(d)) pen.draw(command, values)
	return pen.operators.join(' ')
}

/**
 * Yields the commands with their arguments. Repeated arguments without a letter are separate
 * commands; after a move they are lines.
 */
function* readCommands(d: string): Generator<[string, number[]]> {
	let command = ''
	let values: number[] = []
	for (const [, letter, value] of d.matchAll(TOKEN)) {
		if (letter) {
			command = letter
			values = []
		} else values.push(Number(value))
		const count = COUNTS[command.toUpperCase()]
		if (count === undefined || values.length < count) continue
		yield [command, values]
		values = []
		if (command === 'M') command = 'L'
		else if (command === 'm') command = 'l'
		else if (count === 0) command = ''
	}
}

/** The current point, and the operators so far. */
class Pen {
	readonly operators: string[] = []
	#at: Point = [0, 0]
	#start: Point = [0, 0]
	/** The last control points, for smooth curves. */
	#cubic: Point | null = null
	#quadratic: Point | null = null

	draw(command: string, values: number[]): void {
		const name = command.toUpperCase()
		const [x, y] = command === name ? [0, 0] : this.#at
		const v = (at: number) => values[at] ?? 0
		const point = (at: number): Point => [x + v(at), y + v(at + 1)]
		const [cubic, quadratic] = [this.#cubic, this.#quadratic]
		this.#cubic = null
		this.#quadratic = null
		const strokes: Record<string, () => void> = {
			M: () => {
				this.#start = point(0)
				this.#moveOrLine(this.#start, 'm')
			},
			L: () => this.#moveOrLine(point(0), 'l'),
			H: () => this.#moveOrLine([x + v(0), this.#at[1]], 'l'),
			V: () => this.#moveOrLine([this.#at[0], y + v(0)], 'l'),
			C: () => this.#curve(point(0), point(2), point(4)),
			S: () => this.#curve(mirror(cubic, this.#at), point(0), point(2)),
			Q: () => this.#quadraticCurve(point(0), point(2)),
			T: () => this.#quadraticCurve(mirror(quadratic, this.#at), point(0)),
			A: () =>
				this.#arc({ rx: v(0), ry: v(1), rotation: v(2), isLarge: v(3) !== 0, isSweep: v(4) !== 0, to: point(5) }),
			Z: () => {
				this.operators.push('h')
				this.#at = this.#start
			},
		}
		strokes[name]?.()
	}

	#moveOrLine(to: Point, operator: 'm' | 'l'): void {
		this.operators.push(`${formatPoint(to)} ${operator}`)
		this.#at = to
	}

	#curve(first: Point, second: Point, to: Point): void {
		this.operators.push(`${formatPoint(first)} ${formatPoint(second)} ${formatPoint(to)} c`)
		this.#cubic = second
		this.#at = to
	}

	/**
	 * Draws a quadratic curve as the equal cubic curve, whose control points are two thirds of the
	 * way to the quadratic control point.
	 */
	#quadraticCurve(control: Point, to: Point): void {
		const towards = (from: Point): Point => [
			from[0] + ((control[0] - from[0]) * 2) / 3,
			from[1] + ((control[1] - from[1]) * 2) / 3,
		]
		this.#curve(towards(this.#at), towards(to), to)
		this.#cubic = null
		this.#quadratic = control
	}

	#arc(arc: Arc): void {
		if (arc.rx === 0 || arc.ry === 0) this.#moveOrLine(arc.to, 'l')
		else for (const [first, second, to] of curvesOf(this.#at, arc)) this.#curve(first, second, to)
		this.#cubic = null
		this.#at = arc.to
	}
}

interface Arc {
	rx: number
	ry: number
	/** The rotation of the ellipse, in degrees. */
	rotation: number
	isLarge: boolean
	isSweep: boolean
	to: Point
}

/** Returns an elliptical arc as cubic curves of at most a quarter ellipse (SVG 2, B.2.4). */
function curvesOf(from: Point, arc: Arc): [Point, Point, Point][] {
	const phi = (arc.rotation * Math.PI) / 180
	const [cos, sin] = [Math.cos(phi), Math.sin(phi)]
	const half: Point = [(from[0] - arc.to[0]) / 2, (from[1] - arc.to[1]) / 2]
	const [px, py] = [cos * half[0] + sin * half[1], cos * half[1] - sin * half[0]]
	const stretch = Math.sqrt(Math.max(1, (px / arc.rx) ** 2 + (py / arc.ry) ** 2))
	const [rx, ry] = [Math.abs(arc.rx) * stretch, Math.abs(arc.ry) * stretch]
	const rest = (rx * py) ** 2 + (ry * px) ** 2
	const root = rest === 0 ? 0 : Math.sqrt(Math.max(0, (rx * ry) ** 2 - rest) / rest)
	const side = arc.isLarge === arc.isSweep ? -root : root
	const [cx, cy] = [(side * rx * py) / ry, (-side * ry * px) / rx]
	const middle: Point = [
		cos * cx - sin * cy + (from[0] + arc.to[0]) / 2,
		sin * cx + cos * cy + (from[1] + arc.to[1]) / 2,
	]
	const begin = Math.atan2((py - cy) / ry, (px - cx) / rx)
	let sweep = Math.atan2((-py - cy) / ry, (-px - cx) / rx) - begin
	if (arc.isSweep && sweep < 0) sweep += Math.PI * 2
	if (!arc.isSweep && sweep > 0) sweep -= Math.PI * 2
	const count = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-6))
	const step = sweep / count
	const reach = (4 / 3) * Math.tan(step / 4)
	const pointOn = (x: number, y: number): Point => [
		middle[0] + cos * rx * x - sin * ry * y,
		middle[1] + sin * rx * x + cos * ry * y,
	]
	return Array.from({ length: count }, (_, at) => {
		const [one, two] = [begin + at * step, begin + (at + 1) * step]
		return [
			pointOn(Math.cos(one) - reach * Math.sin(one), Math.sin(one) + reach * Math.cos(one)),
			pointOn(Math.cos(two) + reach * Math.sin(two), Math.sin(two) - reach * Math.cos(two)),
			pointOn(Math.cos(two), Math.sin(two)),
		]
	})
}

function mirror(control: Point | null, at: Point): Point {
	return control ? [2 * at[0] - control[0], 2 * at[1] - control[1]] : at
}

function formatPoint([x, y]: Point): string {
	return `${formatNumber(x)} ${formatNumber(y)}`
}
