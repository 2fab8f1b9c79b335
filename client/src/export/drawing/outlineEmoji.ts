import { bytesOf, type PictureFonts } from '../../board/picture/pictureFonts.ts'

const SVG = 'http://www.w3.org/2000/svg'
const EMOJI = 'Noto Emoji'

/**
 * Puts outlines in the place of emoji: outside of browsers few programs take a typeface from the file, and where a machine
 * has none of its own for them there would be boxes. Each keeps its character as its title.
 */
export async function outlineEmoji(svg: SVGSVGElement, fonts: PictureFonts): Promise<void> {
	const spans = [...svg.querySelectorAll('tspan')].filter((span) => familyOf(span) === EMOJI)
	if (spans.length === 0) return
	const { default: fontkit } = await import('@pdf-lib/fontkit')
	const opened = new Map(
		fonts.all
			.filter(({ family }) => family === EMOJI)
			.map(({ weight, base64 }) => [weight, fontkit.create(bytesOf(base64))]),
	)
	for (const span of spans) {
		const owner = span.closest('text')
		const weight = Number(span.getAttribute('font-weight') ?? owner?.getAttribute('font-weight')) >= 600 ? 700 : 400
		const font = opened.get(weight)
		if (!owner || !font) continue
		const scale = Number(owner.getAttribute('font-size')) / font.unitsPerEm
		const [x, y] = [span.getAttribute('x'), span.getAttribute('y')]
		const text = span.textContent ?? ''
		const group = create('g', {
			transform: `translate(${x} ${y}) scale(${scale} ${-scale})`,
			fill: owner.getAttribute('fill') ?? '',
			'aria-label': text.trim(),
			role: 'img',
		})
		const title = create('title', {})
		title.textContent = text.trim()
		group.append(title, ...outlinesOf(font.layout(text)))
		owner.after(group)
		span.remove()
	}
}

interface Layout {
	glyphs: { path: { toSVG(): string } }[]
	positions: { xAdvance: number }[]
}

function outlinesOf({ glyphs, positions }: Layout): SVGElement[] {
	let pen = 0
	return glyphs.flatMap(({ path }, at) => {
		const d = path.toSVG()
		const outline = create('path', { d, ...(pen === 0 ? {} : { transform: `translate(${pen} 0)` }) })
		pen += positions[at]?.xAdvance ?? 0
		return d === '' ? [] : [outline]
	})
}

function familyOf(span: SVGTSpanElement): string {
	return /^"([^"]+)"/.exec(span.getAttribute('font-family') ?? '')?.[1] ?? ''
}

function create(name: string, attributes: Record<string, string>): SVGElement {
	const element = document.createElementNS(SVG, name)
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
	return element
}
