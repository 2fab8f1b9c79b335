import type {
	PracticeState,
	PracticeVisibility,
	PublishedPractice,
	ShownAdoption,
	Travels,
	WorkshopAdoptions,
} from '@charrette/shared'

/** A published practice with its visible adoptions. */
export interface ReportPractice {
	practice: PublishedPractice
	visibility: PracticeVisibility
	adoptions: ShownAdoption[]
}

/** The exchange of a workshop, as far as its report may show it (REP5). */
export interface ReportExchange {
	/** The published practices that the report describes, newest first. */
	practices: ReportPractice[]
	/** Number of further published practices, which the report only counts. */
	others: number
	/** Practices that are not published yet. */
	unpublished: { title: string; state: PracticeState }[]
	adoptions: WorkshopAdoptions['adoptions']
	travels: Travels
	/** The picture of the travels as PNG, for formats that cannot embed SVG. */
	picture: Uint8Array | null
	/** The same of their map (MAP2); null also without an arc on it. */
	mapPicture: Uint8Array | null
}
