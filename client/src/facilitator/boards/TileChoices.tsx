import type { Board, BoardId, WorkshopId } from '@charrette/shared'
import { useState } from 'react'
import { localStore } from '../../connection/browserStorage.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './BoardGrid.module.css'
import { TILE_ORDERS, type TileOrder } from './tileOrder.ts'

/** The number of boards from which their order and the shown ones can be chosen. */
const MANY_BOARDS = 7

/** The boards that a facilitator shows on their device, and their order (TILE1). */
export interface TileView {
	order: TileOrder
	/** The chosen boards; null for all. */
	tables: readonly BoardId[] | null
}

/** Returns the choice of this device, and the function that changes it. */
export function useTileView(workshop: WorkshopId): [TileView, (change: Partial<TileView>) => void] {
	const key = `charrette.tiles.${workshop}`
	const [view, setView] = useState(() => readTileView(localStore.read(key)))
	return [
		view,
		(change) => {
			const next = { ...view, ...change }
			localStore.write(key, JSON.stringify(next))
			setView(next)
		},
	]
}

/** Reads a stored choice; anything else is all boards in the order of the groups. */
export function readTileView(stored: string | null): TileView {
	try {
		const { order, tables } = JSON.parse(stored ?? '{}') as { order?: unknown; tables?: unknown }
		return {
			order: TILE_ORDERS.find((one) => one === order) ?? 'number',
			tables: Array.isArray(tables) && tables.length > 0 ? (tables as BoardId[]) : null,
		}
	} catch {
		return { order: 'number', tables: null }
	}
}

/** Returns the boards of the choice; all of them if none of the chosen ones is left. */
export function chosenBoards(boards: readonly Board[], { tables }: TileView): readonly Board[] {
	const chosen = tables ? boards.filter(({ id }) => tables.includes(id)) : boards
	return chosen.length > 0 ? chosen : boards
}

interface TileChoicesProps {
	boards: readonly Board[]
	view: TileView
	onChange: (change: Partial<TileView>) => void
}

/** Chooses the order of the boards, and the facilitator's own ones. */
export function TileChoices({ boards, view, onChange }: TileChoicesProps) {
	const { t } = useTranslation('dashboard')
	const [isChoosing, setChoosing] = useState(false)
	if (boards.length < MANY_BOARDS) return null
	const shown = chosenBoards(boards, view).length
	return (
		<div className={styles['choices']}>
			<Select
				size="small"
				label={t('tiles.order')}
				value={view.order}
				options={TILE_ORDERS.map((value) => ({ value, label: t(`tiles.orders.${value}`) }))}
				onChange={(order) => onChange({ order })}
			/>
			<Button size="small" aria-pressed={shown < boards.length} onClick={() => setChoosing(true)}>
				{shown < boards.length ? t('tiles.some', { shown, count: boards.length }) : t('tiles.mine')}
			</Button>
			{isChoosing && (
				<Dialog title={t('tiles.mine')} onClose={() => setChoosing(false)}>
					<p>{t('tiles.lead')}</p>
					<fieldset className={styles['tables']} aria-label={t('tiles.mine')}>
						{boards.map(({ id, title }) => (
							<label key={id}>
								<input
									type="checkbox"
									checked={view.tables === null || view.tables.includes(id)}
									onChange={(event) => {
										const before = view.tables ?? boards.map((board) => board.id)
										const tables = event.target.checked ? [...before, id] : before.filter((other) => other !== id)
										onChange({ tables: tables.length < boards.length ? tables : null })
									}}
								/>
								{title}
							</label>
						))}
					</fieldset>
					<div className={styles['tableActions']}>
						<Button onClick={() => onChange({ tables: null })}>{t('tiles.all')}</Button>
						<Button onClick={() => onChange({ tables: [] })}>{t('tiles.none')}</Button>
						<Button variant="primary" onClick={() => setChoosing(false)}>
							{t('tiles.done')}
						</Button>
					</div>
				</Dialog>
			)}
		</div>
	)
}
