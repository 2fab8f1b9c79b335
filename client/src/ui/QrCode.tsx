import { encode } from 'uqr'
import { qrPath } from './qrPath.ts'

/** A QR code as crisp SVG, dark on white in every theme so that any camera reads it. `label` says where it leads. */
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
