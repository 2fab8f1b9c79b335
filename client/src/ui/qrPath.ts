/** The dark modules of a QR code as one SVG path, a unit square each; neighbours in a row are one stroke, so no seams show. */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
	let path = ''
	rows.forEach((row, y) => {
		for (let x = 0; x < row.length; x++) {
			if (!row[x]) continue
			const start = x
			while (row[x + 1]) x++
			path += `M${start} ${y}h${x - start + 1}v1h${start - x - 1}z`
		}
	})
	return path
}
