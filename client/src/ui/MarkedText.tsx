import type { MarkedText as Marked } from '@charrette/shared'

/** A text with its matches highlighted. */
export function MarkedText({ text, marks }: Marked) {
	const starts = marks.map(([start], index) => [marks[index - 1]?.[1] ?? 0, start] as const)
	const end = marks.at(-1)?.[1] ?? 0
	return (
		<>
			{marks.map(([from, to], index) => (
				<span key={from}>
					{text.slice(...(starts[index] ?? [0, from]))}
					<mark>{text.slice(from, to)}</mark>
				</span>
			))}
			{text.slice(end)}
		</>
	)
}
