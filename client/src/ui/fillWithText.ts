import { isFormatted, parseCardText } from '@charrette/shared'
import { BULLET, LINE_STYLES, lineStyleOf } from './formattedLines.ts'

/**
 * Fills an element like `FormattedText`, without React. `makeLink` creates the links; without it,
 * they are shown as plain text.
 */
export function fillWithText(
	element: HTMLElement,
	text: string,
	makeLink?: (link: { text: string; href: string }) => HTMLElement,
): void {
	if (!isFormatted(text)) {
		element.textContent = text
		return
	}
	element.replaceChildren(
		...parseCardText(text).map((line) => {
			const block = styledSpan(lineStyleOf(line))
			if (line.isItem) {
				const bullet = styledSpan(LINE_STYLES.bullet)
				bullet.textContent = BULLET
				block.append(bullet)
			}
			for (const { text: part, isBold, href } of line.spans) {
				const content = href && makeLink ? makeLink({ text: part, href }) : part
				block.append(isBold ? boldOf(content) : content)
			}
			if (line.spans.length === 0) block.append(document.createElement('br'))
			return block
		}),
	)
}

function styledSpan(style: Readonly<Record<string, string>>): HTMLElement {
	const span = document.createElement('span')
	Object.assign(span.style, style)
	return span
}

function boldOf(content: HTMLElement | string): HTMLElement {
	const bold = document.createElement('b')
	bold.style.fontWeight = '700'
	bold.append(content)
	return bold
}
