import type { Board, BoardId } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import type { TableViewProps } from '../tables/tableView.ts'
import styles from './BoardGrid.module.css'
import { TILE_ORDERS } from './tileOrder.ts'

/** The number of boards from which their order and the shown ones can be chosen. */
const MANY_BOARDS = 7

interface TileChoicesProps extends TableViewProps {
	boards: readonly Board[]
	/** The boards that are shown now. */
	shown: readonly Board[]
}

/** Chooses the order of the boards, and those that this device shows (TILE1). */
export function TileChoices({ boards, shown, view, onView }: TileChoicesProps) {
	const { t } = useTranslation('dashboard')
	const [isChoosing, setChoosing] = useState(false)
	if (boards.length < MANY_BOARDS) return null
	const chosen = view.tables ?? shown.map(({ id }) => id)
	const isSome = view.tables !== null && shown.length < boards.length
	const choose = (tables: BoardId[]) =>
		onView(tables.length < boards.length ? { tables } : { tables: null, showsAll: true })
	return (
		<div className={styles['choices']}>
			<Select
				size="small"
				label={t('tiles.order')}
				value={view.order}
				options={TILE_ORDERS.map((value) => ({ value, label: t(`tiles.orders.${value}`) }))}
				onChange={(order) => onView({ order })}
			/>
			<Button size="small" aria-pressed={isSome} onClick={() => setChoosing(true)}>
				{isSome ? t('tiles.some', { shown: shown.length, count: boards.length }) : t('tiles.choose')}
			</Button>
			{isChoosing && (
				<Dialog title={t('tiles.choose')} onClose={() => setChoosing(false)}>
					<p>{t('tiles.lead')}</p>
					<fieldset className={styles['tables']} aria-label={t('tiles.choose')}>
						{boards.map(({ id, title }) => (
							<label key={id}>
								<input
									type="checkbox"
									checked={chosen.includes(id)}
									onChange={({ target }) =>
										choose(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
									}
								/>
								{title}
							</label>
						))}
					</fieldset>
					<div className={styles['tableActions']}>
						<Button onClick={() => choose(boards.map(({ id }) => id))}>{t('tiles.all')}</Button>
						<Button onClick={() => choose([])}>{t('tiles.none')}</Button>
						<Button variant="primary" onClick={() => setChoosing(false)}>
							{t('tiles.done')}
						</Button>
					</div>
				</Dialog>
			)}
		</div>
	)
}
