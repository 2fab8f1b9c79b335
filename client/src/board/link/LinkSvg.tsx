import { headPath, linePath } from '@charrette/shared'
import type { Editor, TLArrowShape } from '@tldraw/tldraw'
import { presentLocale } from '../../i18n/locale.ts'
import { textsIn } from '../../i18n/texts.ts'
import { PAPER_COLOURS } from '../card/cardColours.ts'
import { CARD_FONT } from '../card/cardFont.ts'
import type { LinkDrawing } from './readLink.ts'
import { wordPlace } from './wordPlace.ts'

/** A link for a picture: its line, its head and its word, with a rim of paper so that the word stands clear of the line. */
export function LinkSvg({ shape, link, editor }: { shape: TLArrowShape; link: LinkDrawing; editor: Editor }) {
	const { course, meaning } = link
	const word = meaning && textsIn(presentLocale.get(), 'board')(`meanings.${meaning}`)
	const place = word && wordPlace(editor, shape, { course, word })
	return (
		<g>
			<path d={linePath(course)} fill="none" stroke={PAPER_COLOURS.ink2} strokeWidth={2} strokeLinecap="round" />
			<path d={headPath(course)} fill={PAPER_COLOURS.ink2} />
			{place && (
				<text
					x={place.x}
					y={place.y + 4}
					fontFamily={CARD_FONT}
					fontSize={12}
					fontWeight={500}
					fill={PAPER_COLOURS.ink2}
					textAnchor="middle"
					stroke={PAPER_COLOURS.paper}
					strokeWidth={6}
					strokeLinejoin="round"
					paintOrder="stroke"
				>
					{word}
				</text>
			)}
		</g>
	)
}
