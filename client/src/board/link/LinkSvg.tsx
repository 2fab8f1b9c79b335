import { CARD_METRICS, headPath, linePath } from '@charrette/shared'
import type { Editor, TLArrowShape } from '@tldraw/tldraw'
import { presentLocale } from '../../i18n/locale.ts'
import { textsIn } from '../../i18n/texts.ts'
import { PAPER_COLOURS } from '../card/cardColours.ts'
import { layText } from '../picture/layText.ts'
import { pictureFontsOf } from '../picture/pictureFonts.ts'
import { SvgText } from '../picture/SvgText.tsx'
import type { LinkDrawing } from './readLink.ts'
import { wordPlace } from './wordPlace.ts'

const WORD_SIZE = 12
const WORD_PAD = 5
const WORD_HEIGHT = WORD_SIZE * CARD_METRICS.lineHeight

/** A link for a picture: its line, its head and its word, on paper so that it stands clear of the line. */
export function LinkSvg({ shape, link, editor }: { shape: TLArrowShape; link: LinkDrawing; editor: Editor }) {
	const { course, meaning } = link
	const word = meaning && textsIn(presentLocale.get(), 'board')(`meanings.${meaning}`)
	const place = word && wordPlace(editor, shape, { course, word })
	return (
		<g>
			<path d={linePath(course)} fill="none" stroke={PAPER_COLOURS.ink2} strokeWidth={2} strokeLinecap="round" />
			<path d={headPath(course)} fill={PAPER_COLOURS.ink2} />
			{place && word && (
				<>
					<WordGround editor={editor} word={word} {...place} />
					<SvgText
						editor={editor}
						text={word}
						x={place.x}
						y={place.y - WORD_HEIGHT / 2}
						width={Number.POSITIVE_INFINITY}
						fontSize={WORD_SIZE}
						weight={400}
						fill={PAPER_COLOURS.ink2}
						anchor="middle"
						isLine
					/>
				</>
			)}
		</g>
	)
}

/** Paper under the word. A rim around its letters would need `paint-order`, which few programs know. */
function WordGround({ editor, word, x, y }: { editor: Editor; word: string; x: number; y: number }) {
	const style = { fontSize: WORD_SIZE, weight: 400, width: Number.POSITIVE_INFINITY, isLine: true } as const
	const [line] = layText(word, style, pictureFontsOf(editor).current)
	const width = (line?.width ?? 0) + WORD_PAD * 2
	return (
		<rect
			x={x - width / 2}
			y={y - WORD_HEIGHT / 2}
			width={width}
			height={WORD_HEIGHT}
			rx={6}
			fill={PAPER_COLOURS.paper}
			fillOpacity={0.92}
		/>
	)
}
