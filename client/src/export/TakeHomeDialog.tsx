import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { FORMATS, type Format, PURPOSES } from './formats.ts'
import { TakeHomeOptions } from './TakeHomeOptions.tsx'
import styles from './takeHome.module.css'
import { type TakeHome, USUAL_WISH } from './takeHome.ts'
import { type Progress, useTaking } from './useTaking.ts'

interface TakeHomeDialogProps {
	home: TakeHome
	/** Ids of what is selected at the board; empty where nothing is. */
	selection: readonly string[]
	/** Whoever takes it home writes alone just now: what they write is not in it. */
	isAlone?: boolean
	onClose: () => void
}

/** In which format a board is taken home, and how: each says in a line what it is for. */
export function TakeHomeDialog({ home, selection, isAlone = false, onClose }: TakeHomeDialogProps) {
	const { t } = useTranslation('board')
	const [format, setFormat] = useState<Format>(FORMATS.look[0] as Format)
	const [wish, setWish] = useState(USUAL_WISH)
	const { take, progress, failure } = useTaking(home, onClose)
	return (
		<Dialog title={t('bar.takeHome')} isHeld={progress !== null} onClose={onClose}>
			<form
				className={styles['form']}
				onSubmit={(event) => {
					event.preventDefault()
					void take(format, wish)
				}}
			>
				<fieldset className={styles['formats']} disabled={progress !== null} aria-label={t('take.format')}>
					{PURPOSES.map((purpose) => (
						<section key={purpose} aria-label={t(`take.purposes.${purpose}`)}>
							<h3>{t(`take.purposes.${purpose}`)}</h3>
							{FORMATS[purpose].map((one) => (
								<FormatChoice
									key={one.id}
									format={one}
									isChosen={one.id === format.id}
									onChoose={() => setFormat(one)}
								/>
							))}
						</section>
					))}
				</fieldset>
				<TakeHomeOptions
					format={format}
					wish={wish}
					selection={selection}
					isAnonymous={home.workshop.isAnonymous}
					isBusy={progress !== null}
					onChange={setWish}
				/>
				{isAlone && <p className={styles['alone']}>{t('take.alone')}</p>}
				<div className={styles['foot']}>
					{failure && <p role="alert">{failure}</p>}
					{progress ? (
						<Making progress={progress} isDrawn={format.by === 'browser'} />
					) : (
						<Button type="submit" look="primary" icon="download">
							{t('take.take', { format: format.name })}
						</Button>
					)}
				</div>
			</form>
		</Dialog>
	)
}

interface FormatChoiceProps {
	format: Format
	isChosen: boolean
	onChoose: () => void
}

function FormatChoice({ format: { id, name }, isChosen, onChoose }: FormatChoiceProps) {
	const { t } = useTranslation('board')
	return (
		<label className={styles['format']}>
			<input type="radio" name="format" value={id} checked={isChosen} onChange={onChoose} />
			<b>{name}</b>
			<span>{t(`take.formats.${id}`)}</span>
		</label>
	)
}

/** How far the file is, and the way to call it off. */
function Making({ progress: { done, all, cancel }, isDrawn }: { progress: Progress; isDrawn: boolean }) {
	const { t } = useTranslation('board')
	return (
		<div className={styles['making']}>
			<span role="status">{t(isDrawn ? 'take.drawing' : 'take.making')}</span>
			<progress aria-label={t('take.progress')} {...(all > 1 ? { value: done, max: all } : {})} />
			<Button onClick={cancel}>{t('take.cancel')}</Button>
		</div>
	)
}
