-- For people with a database browser: what changed, what was said, what was promised, who was told.
create view v_changes as
select c.published, c.kind, c.subject, c.indicator, o.measure, o.scope, o.period,
       b.quote as before_quote, o.quote, o.comparator, o.value, o.value_high, o.unit, o.status,
       c.provisional, c.standing, c.note, a.publisher, a.title, a.url, c.source, c.at as learned_at
from change c
join observation o on o.id = coalesce(c.after_id, c.before_id)
join article a on a.id = o.article_id
left join observation b on b.id = c.before_id and c.after_id is not null
where c.standing <> 'withdrawn';

create view v_history as
select o.name, o.subject, o.measure, o.scope, o.base, o.period, o.status, o.comparator, o.value, o.value_high,
       o.unit, o.quote, o.sentence, a.published, a.publisher, a.voice, a.title, a.url, a.version,
       o.extractor, o.gone_at as taken_back_at, a.gone_at as deleted_at
from observation o
join article a on a.id = o.article_id;

create view v_points as
select o.name, o.subject, o.measure, o.scope, o.period,
       case o.status when 'target' then 'target' when 'forecast' then 'forecast' else 'figure' end as side,
       o.comparator, o.value, o.unit, min(a.published) as first_published, max(a.published) as last_published,
       count(distinct a.voice) as voices, count(distinct a.url) as links
from observation o
join article a on a.id = o.article_id
where o.gone_at is null
group by o.name, o.subject, o.measure, o.scope, o.period,
         case o.status when 'target' then 'target' when 'forecast' then 'forecast' else 'figure' end,
         o.comparator, o.value, o.unit;

create view v_targets as
select t.name, t.subject, t.measure, t.period, t.quote as target, t.published as promised,
       f.quote as figure, v.kind as outcome, v.provisional, v.published as decided
from (select o.*, row_number() over (partition by o.name, o.subject, o.measure, o.scope, o.base, o.period
                                     order by o.published desc, o.id desc) as newest
      from observation o where o.status = 'target' and o.gone_at is null) t
left join (select c.*, row_number() over (partition by b.name, b.subject, b.measure, b.scope, b.base, b.period
                                          order by c.published desc, c.id desc) as newest,
                  b.name as b_name, b.subject as b_subject, b.measure, b.scope, b.base, b.period
           from change c join observation b on b.id = c.before_id
           where c.kind in ('target_met', 'target_missed') and c.standing <> 'withdrawn') v
  on v.b_name = t.name and v.b_subject = t.subject and v.measure = t.measure and coalesce(v.scope, '') = coalesce(t.scope, '')
     and coalesce(v.base, '') = coalesce(t.base, '') and v.period = t.period and v.newest = 1
left join observation f on f.id = v.after_id
where t.newest = 1;

create view v_sources as
select s.id, s.state, s.message, s.failures, s.last_visit, s.last_success, s.last_new, s.next_visit,
       (select count(*) from visit v where v.source_id = s.id) as visits,
       (select count(distinct a.url) from article a where a.source = s.id) as articles
from source s;

create view v_deliveries as
select d.queued_at, d.state, d.channel, d.recipient, d.attempts, d.next_attempt_at, d.sent_at, d.answer,
       c.kind, c.subject as area, c.indicator, c.published
from outbox d
left join change c on c.id = d.change_id;
