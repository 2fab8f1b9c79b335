const FIRST_POINT_BYTES = 12
const POINT_BYTES = 6
/** What a half float of exponent 0 is a multiple of, as is the fraction of any other. */
const SMALLEST = 2 ** -24
const FRACTION = 2 ** -10

interface DrawnPoint {
	x: number
	y: number
	z: number
}

/**
 * Returns the points of a stroke as tldraw stores them since release 4.3, in Base64: the first one
 * as three floats, each further one as the three half floats that it differs by. A damaged path has
 * the points before its end.
 */
export function pointsOfPath(path: string): DrawnPoint[] {
	const bytes = Buffer.from(path, 'base64')
	if (bytes.length < FIRST_POINT_BYTES) return []
	let [x, y, z] = [bytes.readFloatLE(0), bytes.readFloatLE(4), bytes.readFloatLE(8)]
	const points = [{ x, y, z }]
	for (let at = FIRST_POINT_BYTES; at + POINT_BYTES <= bytes.length; at += POINT_BYTES) {
		x += halfFloatAt(bytes, at)
		y += halfFloatAt(bytes, at + 2)
		z += halfFloatAt(bytes, at + 4)
		points.push({ x, y, z })
	}
	return points
}

function halfFloatAt(bytes: Buffer, at: number): number {
	const bits = bytes.readUInt16LE(at)
	const sign = bits & 0x8000 ? -1 : 1
	const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff]
	return sign * (exponent === 0 ? fraction * SMALLEST : (1 + fraction * FRACTION) * 2 ** (exponent - 15))
}
