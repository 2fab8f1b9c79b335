import type { Pixels } from '../import/photo/straighten.ts'

/** Returns a copy of a photo whose longer side is at most `side` px; each px is an average. */
export function shrink(photo: Pixels, side: number): Pixels {
	const scale = Math.max(1, Math.max(photo.width, photo.height) / side)
	const width = Math.max(1, Math.floor(photo.width / scale))
	const height = Math.max(1, Math.floor(photo.height / scale))
	const data = new Uint8ClampedArray(width * height * 4)
	for (let row = 0; row < height; row++)
		for (let column = 0; column < width; column++)
			average(photo, [column * scale, row * scale, scale], data, (row * width + column) * 4)
	return { data, width, height }
}

/** Writes the average colour of a square of px at `at`. */
function average(photo: Pixels, [x, y, side]: [number, number, number], to: Uint8ClampedArray, at: number): void {
	const [left, upper] = [Math.floor(x), Math.floor(y)]
	const right = Math.min(photo.width, Math.max(left + 1, Math.floor(x + side)))
	const lower = Math.min(photo.height, Math.max(upper + 1, Math.floor(y + side)))
	let [red, green, blue] = [0, 0, 0]
	for (let row = upper; row < lower; row++)
		for (let from = (row * photo.width + left) * 4; from < (row * photo.width + right) * 4; from += 4) {
			red += photo.data[from] ?? 0
			green += photo.data[from + 1] ?? 0
			blue += photo.data[from + 2] ?? 0
		}
	const count = (right - left) * (lower - upper)
	to[at] = red / count
	to[at + 1] = green / count
	to[at + 2] = blue / count
	to[at + 3] = 255
}
