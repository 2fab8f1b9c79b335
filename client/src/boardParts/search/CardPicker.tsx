import { type BoardContent, type Card, foldText, linkDirection, meaningOf, plainText } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useAskedTexts, useKnownText, useReader } from '../../reading/useReading.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useListbox } from '../../ui/useListbox.ts'
import { useLinkText } from '../useLinkText.ts'
import styles from './cardPicker.module.css'

/** Returns the cards with text that are not linked with this card. */
export function linkableCards({ id }: Pick<Card, 'id'>, { cards, links }: BoardContent): Card[] {
	const linked = new Set(links.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])))
	return cards.filter((card) => card.id !== id && card.text !== '' && !linked.has(card.id))
}

interface CardPickerProps {
	card: Card
	/** The cards that can be linked with `card`. */
	others: readonly Card[]
	onPick: (other: string) => void
	onClose: () => void
}

const MAX_SHOWN = 60

/**
 * A combobox for the other card of a link. Each option states the meaning that the link will have.
 */
export function CardPicker({ card, others, onPick, onClose }: CardPickerProps) {
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const [search, setSearch] = useState('')
	useEffect(() => field.current?.focus(), [])
	const query = foldText(search)
	useAskedTexts(others)
	const { readText } = useReader()
	const shown = others
		.filter(({ id, text, city, author = '' }) =>
			foldText(`${text} ${readText(id, text).text} ${city} ${author}`).includes(query),
		)
		.slice(0, MAX_SHOWN)

	const { reset, fieldProps, listProps, optionProps } = useListbox({
		label: t('list.linkTitle'),
		options: shown,
		isOpen: shown.length > 0,
		startsAtFirst: true,
		onChoose: ({ id }) => onPick(id),
	})
	return (
		<Dialog title={t('list.linkTitle')} onClose={onClose}>
			<p className={styles['card']} dir="auto">
				{plainText(readText(card.id, card.text).text)}
			</p>
			<SearchField
				{...fieldProps}
				ref={field}
				label={t('list.search')}
				value={search}
				onChange={(event) => {
					setSearch(event.target.value)
					reset()
				}}
			/>
			<div {...listProps} className={styles['list']}>
				{shown.map((other, index) => (
					<div key={other.id} {...optionProps(other, index)} className={styles['choice']} data-kind={other.kind}>
						<CardOption card={card} other={other} />
					</div>
				))}
			</div>
			{shown.length === 0 && (
				<p className={styles['none']} role="status">
					{t('list.noMatch')}
				</p>
			)}
		</Dialog>
	)
}

function CardOption({ card, other }: { card: Card; other: Card }) {
	const linkText = useLinkText()
	const read = useKnownText(other.id, other.text)
	const isOutward = linkDirection(card, other).from === card.id
	const meaning = isOutward ? meaningOf(card.kind, other.kind) : meaningOf(other.kind, card.kind)
	return (
		<>
			<KindIcon kind={other.kind} size={18} />
			<span>
				<small>{linkText({ meaning, isOutward })}</small>{' '}
				<span dir="auto" lang={read.lang}>
					{plainText(read.text)}
				</span>
			</span>
		</>
	)
}
