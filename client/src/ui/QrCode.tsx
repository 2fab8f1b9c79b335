import { encode } from 'uqr'

/**
 * A QR code as SVG, dark on white in every theme so that any camera reads it. `label` is its
 * accessible name.
 */
export function QrCode({ text, label, className }: { text: string; label: string; className?: string | undefined }) {
	const { data, size } = encode(text, { ecc: 'M', border: 2 })
	return (
		<svg
			className={className}
			viewBox={`0 0 ${size} ${size}`}
			role="img"
			aria-label={label}
			shapeRendering="crispEdges"
		>
			<rect width={size} height={size} fill="#fff" />
			<path d={qrPath(data)} fill="#11151d" />
		</svg>
	)
}

/**
 * Returns the dark modules of a QR code as one SVG path of unit squares. Neighbours in a row are
 * one rectangle, so that no seams are visible.
 */
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
